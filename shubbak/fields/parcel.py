"""A piece of land by the parts that name it in its country; its number alone is not unique anywhere.

The same word means different things: قطعة is the parcel itself in Jordan, Oman and Saudi Arabia, and a block of many
parcels in Kuwait, where the parcel is called قسيمة.
"""

from __future__ import annotations

from shubbak.fields.record import RecordOfParts, fixed, numbered, typed

_PARTS = {
    "JO": (
        typed("directorate", "مديرية تسجيل الأراضي", "Land registration directorate", required=True),
        typed("village", "القرية", "Village", required=True),
        numbered("basin_no", "رقم الحوض", "Basin number", required=True),
        typed("basin", "اسم الحوض", "Basin name"),
        typed("neighbourhood", "الحي", "Neighbourhood"),
        numbered("sheet", "رقم اللوحة", "Sheet number"),
        numbered("parcel", "رقم القطعة", "Parcel number", required=True),
        numbered("apartment", "رقم الشقة", "Apartment number"),
        typed("title_source", "الرقم المصدري", "Source number of the title deed"),
    ),
    "OM": (
        typed("governorate", "المحافظة", "Governorate"),
        typed("wilayat", "الولاية", "Wilayat", required=True),
        typed("village", "القرية أو المربع", "Village or block", required=True),
        numbered("plot", "رقم القطعة", "Plot number", required=True),
        numbered("krooki", "رقم الرسم المساحي (الكروكي)", "Krooki number", longest=20),
        numbered("title", "رقم سند الملكية", "Title deed number", longest=20),
    ),
    "KW": (
        typed("governorate", "المحافظة", "Governorate"),
        typed("area", "المنطقة", "Area", required=True),
        numbered("block", "القطعة", "Block", required=True),
        numbered("plot", "القسيمة", "Plot", required=True),
        typed("street", "الشارع أو الجادة", "Street or avenue"),
        fixed("paci", "الرقم الآلي للعنوان", "PACI number", 8),
    ),
    "SA": (
        typed("municipality", "الأمانة أو البلدية", "Municipality", required=True),
        typed("district", "الحي", "District"),
        typed("plan", "رقم المخطط", "Plan number", required=True, longest=20),
        numbered("block", "رقم البلك", "Block number"),
        numbered("plot", "رقم القطعة", "Plot number", required=True),
        numbered("deed", "رقم الصك", "Deed number", longest=20),
        numbered("survey_decision", "رقم القرار المساحي", "Survey decision number", longest=20),
    ),
}

KIND = RecordOfParts("parcel", _PARTS)
