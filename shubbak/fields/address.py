"""An address in the parts that its country writes: a national address in Saudi Arabia, block and building in Kuwait."""

from __future__ import annotations

import re

from shubbak.fields.record import PartRule, RecordOfParts, fixed, numbered, typed

_SHORT = typed("short", "العنوان المختصر", "Short address", keyboard="latin", longest=8)

_PARTS = {
    "JO": (
        typed("governorate", "المحافظة", "Governorate", required=True),
        typed("municipality", "البلدية", "Municipality"),
        typed("area", "المنطقة أو الحي", "Area", required=True),
        typed("street", "الشارع", "Street"),
        numbered("building", "رقم المبنى", "Building number"),
        fixed("postal_code", "الرمز البريدي", "Postal code", 5),
    ),
    "OM": (
        typed("governorate", "المحافظة", "Governorate", required=True),
        typed("wilayat", "الولاية", "Wilayat", required=True),
        typed("village", "القرية أو الحي", "Village or quarter", required=True),
        numbered("way", "رقم السكة", "Way number"),
        numbered("building", "رقم المبنى", "Building number"),
    ),
    "KW": (
        typed("governorate", "المحافظة", "Governorate"),
        typed("area", "المنطقة", "Area", required=True),
        numbered("block", "القطعة", "Block", required=True),
        typed("street", "الشارع أو الجادة", "Street or avenue"),
        numbered("building", "القسيمة أو المبنى", "Plot or building", required=True),
        numbered("floor", "الدور", "Floor"),
        numbered("unit", "رقم الوحدة", "Unit"),
        fixed("paci", "الرقم الآلي للعنوان", "PACI number", 8),
    ),
    "SA": (
        fixed("building", "رقم المبنى", "Building number", 4, required=True),
        typed("street", "الشارع", "Street", required=True),
        typed("district", "الحي", "District", required=True),
        typed("city", "المدينة", "City", required=True),
        fixed("postal_code", "الرمز البريدي", "Postal code", 5, required=True),
        fixed("additional", "الرقم الفرعي", "Secondary number", 4),
        PartRule(_SHORT.part, re.compile(r"[A-Z]{4}[0-9]{4}"), "answer-short-address"),
    ),
}

KIND = RecordOfParts("address", _PARTS)
