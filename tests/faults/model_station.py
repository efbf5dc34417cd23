"""The station of the stateful model: real store, real verbs, and a hand that lets it die at any verb of its store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from typing import Any

from fakes.applications import an_application, payment_for
from fakes.clock import FakeClock
from model_portal import Crash, ModelLine, ModelPortal, new_folder
from promises import Promises, broken_promises
from station_life import STORE_KEY, STORE_NAME, TERMINAL_NAME, SayingTerminal, open_store

from shubbak.adapters.devices.simulated_terminal import Behaviour
from shubbak.domain.payment import Payment, PaymentState
from shubbak.ports.store import PacketState
from shubbak.services.outbox import SendKind, send_one
from shubbak.services.payments import ask_payment, give_back, recover_payments, take_payment
from shubbak.services.submission import submit_application
from shubbak.wire.seal import read_packet

_OPEN = (PaymentState.INTENDED, PaymentState.UNKNOWN)


@cache
def fresh_file() -> bytes:
    """Return an empty store's bytes, made once: migrating for each example would take most of the time."""
    folder = new_folder()
    open_store(folder).close()
    content = (folder / STORE_NAME).read_bytes()
    shutil.rmtree(folder)
    return content


class MortalStore:
    """A store that dies before or after a verb when `fuse` has burnt down to it; -1 never."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.fuse, self.after = -1, False

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self.store, name)
        return self._mortal(verb) if callable(verb) else verb

    def _mortal(self, verb: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.fuse -= 1
            burnt = self.fuse == -1
            if burnt and not self.after:
                raise Crash
            answer = verb(*arguments, **named)
            if burnt:
                raise Crash
            return answer

        return call


class ModelStation:
    """One station of one example; `said` is every promise it made."""

    def __init__(self, office: ModelPortal) -> None:
        self.folder, self.office, self.clock, self.said = new_folder(), office, FakeClock(), Promises()
        (self.folder / STORE_NAME).write_bytes(fresh_file())
        self.identity = office.enrolled()
        self.line = ModelLine(office, self.identity.station, self._left)
        self.applications: dict[str, Payment | None] = {}
        self.boot()

    def boot(self) -> None:
        """Do what a start does; money that is nobody's goes back."""
        self.terminal = SayingTerminal(self.folder / TERMINAL_NAME, development=True)
        self.terminal.say = self.said.hear
        self.store = MortalStore(open_store(self.folder, self.clock.now))
        self.store.recover()
        recover_payments(self.store, self.terminal)  # type: ignore[arg-type]
        # Whoever stood here is gone: an application that was not kept is not begun again under its id.
        kept = {item.id for item in self.store.outbox()}
        self.applications = {name: payment for name, payment in self.applications.items() if name in kept}

    def die(self) -> None:
        """Lose everything that was in memory and start again."""
        self.store.store.engine.dispose()
        self.boot()

    def mortally(self, verb: Callable[[], Any], fuse: int = -1, after: bool = False) -> None:
        """Do something that may be the station's end: the fuse counts the store's verbs, -1 is none."""
        self.store.fuse, self.store.after = fuse, after
        try:
            verb()
            self.store.fuse = -1
        except Crash:
            self.die()

    def begin(self) -> str:
        self.clock.advance(milliseconds=7)
        name = self.clock.new_id()
        self.applications[name] = None
        return name

    def pay(self, name: str, behaviour: Behaviour, taps: int, queries: int) -> None:
        self.terminal.behave(behaviour)
        payment = payment_for(name, self.clock)
        for _ in range(taps):
            paid = take_payment(payment, self.terminal, self.store, queries=queries)  # type: ignore[arg-type]
            self._settled(paid)
        self.terminal._behaviours.clear()

    def ask_again(self, name: str) -> None:
        payment = self.applications[name]
        if payment is not None and payment.state in _OPEN:
            self._settled(ask_payment(payment, self.terminal, self.store))  # type: ignore[arg-type]

    def leave(self, name: str) -> None:
        """The person goes away without submitting."""
        payment = self.applications.pop(name)
        if payment is not None and payment.state is PaymentState.CAPTURED:
            give_back(payment, self.terminal, self.store)  # type: ignore[arg-type]

    def submit(self, name: str, scan: bytes, taps: int) -> None:
        payment = self.applications[name]
        for _ in range(taps):
            application = an_application(name, payment, scan=scan)
            receipt = submit_application(application, self.clock, self.store, self.identity)  # type: ignore[arg-type]
            assert self.said.shown.get(name, str(receipt.number)) == str(receipt.number), "a second receipt"
            self.said.hear(f"shown {name} {receipt.number}")

    def send(self, plan: str, pieces: bool) -> SendKind:
        self.line.plan, self.line.pieces = plan, pieces
        result = send_one(self.store, self.line, self.identity, self.clock)  # type: ignore[arg-type]
        if result.kind is SendKind.ACKNOWLEDGED:
            self.said.hear(f"acknowledged {result.packet_id} {result.case}")
        return result.kind

    def drain(self) -> None:
        """Send all over a good line; an operator looks after the refused ones."""
        self.requeue_all()
        for _ in range(400):
            if self.send("good", pieces=False) is SendKind.IDLE:
                if all(item.state is PacketState.ACKNOWLEDGED for item in self.store.outbox()):
                    return
                self.clock.advance(minutes=6)
        raise AssertionError([(item.state, item.reason) for item in self.store.outbox()])

    def requeue_all(self) -> None:
        for item in self.store.outbox():
            if item.state is PacketState.REFUSED:
                self.store.requeue(item.id, self.clock.now())

    def broken(self) -> list[str]:
        return broken_promises(self.folder / STORE_NAME, STORE_KEY, self.said)

    def close(self) -> None:
        self.store.store.close()
        shutil.rmtree(self.folder)

    def _left(self, packet: bytes) -> None:
        head, _ = read_packet(packet)
        self.said.hear(f"left {head.id} {head.sequence} {head.digest}")

    def _settled(self, payment: Payment) -> None:
        self.applications[payment.application_id] = payment
        self.said.hear(f"settled {payment.id} {payment.state.value}")
