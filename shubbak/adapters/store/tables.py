"""The station's tables as the running code sees them; the migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

payment = Table(
    "payment",
    metadata,
    Column("id", String, primary_key=True),
    Column("application_id", String, nullable=False, index=True),
    Column("amount_minor", Integer, nullable=False),
    Column("currency", String, nullable=False),
    Column("method", String, nullable=False),
    Column("state", String, nullable=False),
    Column("intended_at", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("card_tail", String, nullable=False),
)

#: A packet has its application's id. `size` is 0 and its pieces are gone once the portal's acknowledgement is kept.
packet = Table(
    "packet",
    metadata,
    Column("id", String, primary_key=True),
    Column("sequence", Integer, nullable=False, unique=True),
    Column("state", String, nullable=False, index=True),
    Column("digest", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("case_number", String, nullable=False),
    Column("statement", LargeBinary),
    Column("signature", LargeBinary),
    Column("printed", Boolean, nullable=False),
    Column("operator", String, nullable=False),
    Column("size", Integer, nullable=False),
)

#: A packet's sealed bytes in pieces of `wire.upload.CHUNK_BYTES`, which triggers keep until the portal vouches.
packet_chunk = Table(
    "packet_chunk",
    metadata,
    Column("packet_id", String, ForeignKey("packet.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

receipt = Table(
    "receipt",
    metadata,
    Column("application_id", String, ForeignKey("packet.id"), primary_key=True),
    Column("station", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("service_id", String, nullable=False),
    Column("total_minor", Integer, nullable=False),
    Column("currency", String, nullable=False),
    Column("issued_at", String, nullable=False),
    UniqueConstraint("year", "sequence", name="receipt_number"),
)

#: What a receipt's paper is set from, and the fate of its last print; `prints` counts those that were begun.
paper = Table(
    "paper",
    metadata,
    Column("application_id", String, ForeignKey("packet.id"), primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("prints", Integer, nullable=False),
    Column("problem", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

#: What a plan is drawn from that is owed with an application; the rest as of `paper`.
output = Table(
    "output",
    metadata,
    Column("application_id", String, ForeignKey("packet.id"), primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("prints", Integer, nullable=False),
    Column("problem", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

#: An output of the portal's; `body` is its record while it may be printed here, NULL before it came
#: and once it is void.
issued = Table(
    "issued",
    metadata,
    Column("number", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("service_id", String, nullable=False),
    Column("application_id", String, nullable=False, index=True),
    Column("receipt", String, nullable=False, index=True),
    Column("title_ar", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("issued_at", String, nullable=False, index=True),
    Column("valid_to", String, nullable=False),
    Column("void", Boolean, nullable=False),
    Column("paper", String, nullable=False),
    Column("elsewhere", Boolean, nullable=False),
    Column("taken_at", String, nullable=False),
    Column("body", LargeBinary),
)

#: One sheet of paper of an issued output. `copy` is 0 for the original; `serial` "" for plain paper; `told` is what the
#: portal has heard of it. Rows outlive the output's, so that no serial is used twice.
sheet = Table(
    "sheet",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False, index=True),
    Column("state", String, nullable=False, index=True),
    Column("copy", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("serial", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("at", String, nullable=False),
    Column("problem", String, nullable=False),
    Column("told", String, nullable=False),
)

#: Append-only, kept so by triggers. `subject` is a packet's or payment's id, `detail` a code: never a word of a person.
#: `link` closes the hash chain of `domain.audit`.
event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("link", LargeBinary, nullable=False),
)

#: An application that was put aside; triggers keep it and its packet from ever being there together.
draft = Table(
    "draft",
    metadata,
    Column("id", String, primary_key=True),
    Column("service_id", String, nullable=False),
    Column("service_version", Integer, nullable=False),
    Column("operator", String, nullable=False),
    Column("person", String, nullable=False),
    Column("kept_at", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

#: A draft that went to another counter. `body` is there until that counter says that it has it; the row stays.
handed = Table(
    "handed",
    metadata,
    Column("id", String, primary_key=True),
    Column("taker", String, nullable=False),
    Column("taker_key", String, nullable=False),
    Column("nonce", String, nullable=False),
    Column("handed_at", String, nullable=False),
    Column("service_id", String, nullable=False),
    Column("service_version", Integer, nullable=False),
    Column("operator", String, nullable=False),
    Column("person", String, nullable=False),
    Column("kept_at", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary),
)

#: What became here of another counter's handing: "held" until its giver knows, then "settled"; or "disowned".
received = Table(
    "received",
    metadata,
    Column("giver", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("nonce", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("state", String, nullable=False),
)

#: Another station's packet on its way to the portal; `body` is there for as long as it waits.
relayed = Table(
    "relayed",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("state", String, nullable=False),
    Column("kept_at", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("statement", String, nullable=False),
    Column("signature", String, nullable=False),
    Column("body", LargeBinary),
)

#: Small texts by name that must survive a start.
fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

#: One row, the newest catalogue that was verified.
catalogue = Table(
    "catalogue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("statement", Text, nullable=False),
    Column("signature", String, nullable=False),
)
