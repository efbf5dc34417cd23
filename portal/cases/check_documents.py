"""Whether documents are of a kind and of so many pages as the service asks for, by what the portal counts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.store.packet_store import Finding, StoredDocument
from shubbak.forms.documents import offered_documents
from shubbak.forms.service import Service


def document_findings(service: Service, documents: Iterable[StoredDocument]) -> Iterator[Finding]:
    """Give a finding for each document that is not as it should be. What the service does not ask for is left to
    `forms.documents.check_attachments`, which names it.
    """
    offered = offered_documents(service)
    for one in documents:
        alternative = offered.get(one.need, {}).get(one.alternative)
        if alternative is None:
            continue
        if one.counted == 0:
            yield Finding("document-unreadable", one.need)
            continue
        if one.counted != one.pages:
            yield Finding("document-pages-differ", one.need)
        if one.counted < alternative.least:
            yield Finding("document-pages-few", one.need)
        if one.counted > alternative.most:
            yield Finding("document-pages-many", one.need)
