"""The bugs that mutants.py plants: each an exact text of ours, what it becomes, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One text that stands once in a file, and what takes its place."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """One bug; all its changes are made together."""

    name: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]


MODEL = "tests/faults/test_station_portal_model.py"
STORE = "tests/contract/test_station_store_contract.py"
OUTBOX = "tests/unit/station/test_outbox.py"
PAYMENTS = "tests/unit/station/test_payments.py"
PAPER = "tests/unit/paper/test_papers_never_lost.py"


def _bug(name: str, file: str, old: str, new: str, *tests: str) -> Mutant:
    return Mutant(name, (Change(file, old, new),), tests)


MUTANTS = (
    _bug(
        "a new id at every tap",
        "shubbak/flow/closing.py",
        "        id=visit.application_id,\n",
        "        id=context.clock.new_id(),\n",
        "tests/unit/flow/test_visit.py",
        "tests/faults/test_twenty_taps.py",
    ),
    _bug(
        "every tap on pay is a charge",
        "shubbak/flow/paying.py",
        "if visit.step is not Step.PAY or visit.busy or visit.paid:",
        "if visit.step is not Step.PAY:",
        "tests/faults/test_twenty_taps.py",
    ),
    _bug(
        "acknowledgement not verified",
        "shubbak/wire/seal.py",
        "    if not check_text(answer.statement, answer.signature, portal_key):\n        raise",
        "    if not answer.signature:\n        raise",
        MODEL,
    ),
    _bug(
        "acknowledgement's digest not bound",
        "shubbak/wire/seal.py",
        "if (statement.id, statement.digest) != (packet_id, packet_digest):",
        "if statement.id != packet_id:",
        MODEL,
    ),
    _bug(
        "acknowledgement of another packet taken",
        "shubbak/wire/seal.py",
        "if (statement.id, statement.digest) != (packet_id, packet_digest):",
        "if False:",
        MODEL,
    ),
    _bug(
        "any 2xx is success",
        "shubbak/services/outbox.py",
        "        return _wait(store, clock, item, str(error), 0.0)\n",
        '        store.acknowledge(item.id, "M-1", b"s", b"s")\n'
        "        return SendResult(SendKind.ACKNOWLEDGED, item.id)\n",
        MODEL,
    ),
    _bug(
        "no recovery at the start",
        "shubbak/adapters/store/station_store.py",
        "            count = packet_rows.free_uploads(connection, self._now())\n",
        "            count = 0\n",
        STORE,
    ),
    _bug(
        "plain text kept",
        "shubbak/services/submission.py",
        "    sealed = seal(plain, identity.portal_sealing, head)\n",
        "    sealed = plain\n",
        MODEL,
    ),
    Mutant(
        "bytes deleted before the acknowledgement",
        (
            Change(
                "shubbak/adapters/store/packet_rows.py",
                "    claimed = connection.execute(claim).scalar()\n    if claimed is None:\n        return None\n",
                "    claimed = connection.execute(claim).scalar()\n    if claimed is None:\n        return None\n"
                '    connection.exec_driver_sql("DROP TRIGGER IF EXISTS packet_chunk_kept")\n'
                "    drop_chunks(connection, claimed)\n",
            ),
        ),
        (STORE,),
    ),
    _bug(
        "wiped before the acknowledgement",
        "shubbak/adapters/store/retention_rows.py",
        "        .where(_packet.id == packet_id, _packet.state == PacketState.ACKNOWLEDGED.value, ~_owed())\n"
        "        .values(\n            state=PacketState.WIPED.value,",
        "        .where(_packet.id == packet_id)\n        .values(\n            state=PacketState.WIPED.value,",
        "tests/contract/test_retention.py",
        STORE,
    ),
    Mutant(
        "portal not idempotent",
        (
            Change(
                "portal/cases/accept_packet.py",
                "    if earlier is not None:\n        return _again(earlier, head)\n    return _store(",
                "    return _store(",
            ),
            Change(
                "portal/cases/accept_packet.py",
                "    if earlier is not None:\n        return _again(earlier, new.head)\n    if clash",
                "    if clash",
            ),
        ),
        (MODEL,),
    ),
    _bug(
        "one id, another content: the first answer",
        "portal/cases/accept_packet.py",
        "    if earlier.digest != head.digest:\n",
        "    if False:\n",
        "tests/contract/test_portal_store_contract.py",
    ),
    _bug(
        "digest of the sealed body unchecked",
        "shubbak/wire/seal.py",
        "    if digest(packet.sealed) != head.digest:\n",
        "    if False:\n",
        "tests/unit/wire/test_seal.py",
        MODEL,
    ),
    _bug(
        "packet's signature unchecked at the portal",
        "portal/cases/accept_packet.py",
        "    if not any(_signed_by(packet, key) for key in station.public_keys):\n",
        "    if False:\n",
        MODEL,
    ),
    _bug(
        "audit chain not linked",
        "shubbak/adapters/store/audit_rows.py",
        "link(head.link, head.number + 1,",
        "link(bytes(32), head.number + 1,",
        MODEL,
    ),
    _bug(
        "sequence used again",
        "shubbak/adapters/store/packet_rows.py",
        "connection.execute(select(func.max(_packet.sequence))).scalar()",
        'connection.execute(select(func.max(_packet.sequence)).where(_packet.state == "acknowledged")).scalar()',
        STORE,
    ),
    _bug(
        "commit not synced",
        "shubbak/adapters/store/engine.py",
        '    "synchronous=FULL",\n',
        '    "synchronous=NORMAL",\n',
        "tests/faults/test_power_cut.py",
    ),
    _bug(
        "claim that claims nothing",
        "shubbak/adapters/store/packet_rows.py",
        "            state=PacketState.UPLOADING.value,\n            attempts=_packet.attempts + 1,\n"
        "            next_try_at=moment_text(now + LONGEST_UPLOAD),\n",
        "            attempts=_packet.attempts + 1,\n",
        "tests/faults/test_two_senders.py",
    ),
    _bug(
        "payment's row after its charge",
        "shubbak/services/payments.py",
        "    store.intend(payment)\n    try:\n        outcome = terminal.charge(payment)\n    except TerminalError:\n",
        "    try:\n        outcome = terminal.charge(payment)\n        store.intend(payment)\n"
        "    except TerminalError:\n        store.intend(payment)\n",
        "tests/faults/test_power_cut.py",
    ),
    _bug(
        "unknown charge charged again",
        "shubbak/services/payments.py",
        "    _clear_earlier(payment, terminal, store)\n    store.intend(payment)\n",
        "    store.intend(payment)\n",
        PAYMENTS,
        MODEL,
    ),
    _bug(
        "money without a receipt not given back",
        "shubbak/services/payments.py",
        "give_back(one.payment, terminal, store) if one.payment.id in without_packet else one for one in asked",
        "one for one in asked",
        PAYMENTS,
    ),
    _bug(
        "no jitter",
        "shubbak/services/outbox.py",
        "    spread = max(SHORTEST_DELAY, full * (1 - jitter / 2))\n",
        "    spread = full\n",
        OUTBOX,
    ),
    _bug(
        "Retry-After ignored",
        "shubbak/services/outbox.py",
        "    asked = retry_after + jitter * max(BUSY_SPREAD, full) if retry_after > 0 else 0.0\n",
        "    asked = 0.0\n",
        OUTBOX,
    ),
    _bug(
        "a signed request's body unchecked",
        "portal/cases/check_request.py",
        "            _VERIFIER_OF_BODIES.verify_body(self._message, self._results, untrusted)\n",
        "            bool(untrusted)\n",
        "tests/unit/portal/test_request_signatures.py",
    ),
    _bug(
        "store written without its key",
        "shubbak/adapters/store/cipher.py",
        "        connection.execute(f'PRAGMA key=\"{words}\"').close()\n",
        "",
        "tests/unit/station/test_station_file.py",
        "tests/faults/test_migration_cut.py",
    ),
    _bug(
        "older store not noticed",
        "shubbak/services/reporting.py",
        "return PortalWord(statement, at, answers, not answers and _is_older(memory, statement))",
        "return PortalWord(statement, at, answers, False)",
        MODEL,
    ),
    _bug(
        "a print's end is not written down",
        "shubbak/services/receipt_papers.py",
        "        problem = self._carry_out(application_id, attempt, sheet, pieces, device)",
        "        device.print(pieces)\n        problem = ''",
        PAPER,
    ),
    _bug(
        "a copy without its mark",
        "shubbak/services/receipt_papers.py",
        "copy = marked(sheet, attempt.mark, self.wording)",
        "copy = sheet",
        PAPER,
    ),
    _bug(
        "a print that was cut off is owed again",
        "shubbak/adapters/store/paper_rows.py",
        "        .values(state=PaperState.UNSURE.value)\n",
        "        .values(state=PaperState.OWED.value, prints=0)\n",
        "tests/contract/test_paper_shelf_contract.py",
    ),
)
