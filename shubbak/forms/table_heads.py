"""The heads of a table of services and the words in its cells, in Arabic or English, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from shubbak.domain.text import ascii_digits

#: The columns that are read, and what may stand above them.
HEADS: dict[str, tuple[str, ...]] = {
    "id": ("id", "code", "service id", "service code", "رمز الخدمة", "الرمز", "المعرف", "معرف الخدمة"),
    "name_ar": ("name ar", "arabic name", "name in arabic", "اسم الخدمة", "الاسم", "الاسم بالعربية", "الاسم العربي"),
    "name_en": ("name", "name en", "english name", "service name", "الاسم بالإنجليزية", "الاسم الإنجليزي"),
    "summary_ar": ("summary ar", "description ar", "وصف الخدمة", "الوصف", "نبذة", "الوصف بالعربية"),
    "summary_en": ("summary", "summary en", "description", "description en", "الوصف بالإنجليزية"),
    "class": ("class", "service class", "type", "تصنيف الخدمة", "نوع الخدمة", "التصنيف"),
    "category": ("category", "sector", "القسم", "المجال", "القطاع", "الفئة"),
    "channels": ("channels", "channel", "delivery channels", "القنوات", "قنوات التقديم", "قناة التقديم"),
    "owner_ar": ("owner ar", "authority ar", "الجهة", "الجهة المسؤولة", "الجهة المالكة", "مالك الخدمة"),
    "owner_en": ("owner", "owner en", "authority", "entity", "الجهة بالإنجليزية"),
    "fee": ("fee", "fees", "cost", "price", "الرسوم", "الرسم", "رسوم الخدمة", "التكلفة"),
    "duration": ("duration", "processing time", "time", "المدة", "مدة الإنجاز", "مدة الخدمة", "الزمن"),
    "documents_ar": ("documents ar", "المستندات", "المستندات المطلوبة", "الوثائق", "الوثائق المطلوبة", "المرفقات"),
    "documents_en": ("documents", "documents en", "required documents", "المستندات بالإنجليزية"),
    "output": ("output", "result", "المخرج", "مخرج الخدمة", "الوثيقة الصادرة"),
    "phone": ("phone", "complaint phone", "complaints number", "رقم الشكاوى", "الهاتف"),
}
CLASSES = {
    "informational": ("informational", "information", "معلوماتية", "معلوماتي", "استعلام"),
    "interactive": ("interactive", "تفاعلية", "تفاعلي"),
    "procedural": ("procedural", "transactional", "إجرائية", "إجرائي"),
    "integrated": ("integrated", "متكاملة", "تكاملية", "متكامل"),
}
CHANNELS = {
    "kiosk": ("kiosk", "self service", "جهاز الخدمة الذاتية", "الخدمة الذاتية", "كشك"),
    "office": ("office", "service office", "مكتب الخدمات", "مكاتب الخدمات", "مكتب"),
    "portal": ("portal", "website", "web", "online", "البوابة", "الموقع الإلكتروني", "الموقع", "إلكتروني"),
    "desk": ("desk", "counter", "municipality", "شباك البلدية", "شباك", "البلدية", "كاونتر"),
    "mobile": ("mobile", "app", "mobile app", "التطبيق", "تطبيق الهاتف", "الهاتف"),
    "handheld": ("handheld", "الجهاز الميداني"),
    "contact_centre": ("contact centre", "call center", "call centre", "مركز الاتصال"),
    "engineering_office": ("engineering office", "المكتب الهندسي", "مكتب هندسي"),
}
OUTPUTS = {
    "licence": ("licence", "license", "رخصة", "ترخيص"),
    "permit": ("permit", "تصريح", "إذن"),
    "certificate": ("certificate", "شهادة", "إفادة"),
    "plan": ("plan", "مخطط", "كروكي"),
    "receipt": ("receipt", "إيصال"),
    "report": ("report", "تقرير"),
    "information": ("information", "معلومات", "معلومة"),
}
CATEGORIES = {
    "licences": ("licences", "licenses", "الرخص", "رخص", "التراخيص"),
    "building": ("building", "البناء", "بناء", "المباني"),
    "land": ("land", "الأراضي", "العقارات"),
    "tax": ("tax", "taxes", "الضرائب"),
    "water": ("water", "المياه", "الآبار"),
    "health": ("health", "الصحة", "الغذاء"),
    "business": ("business", "الأعمال", "التجارة", "المحلات"),
    "work": ("work", "labour", "العمل"),
    "civil": ("civil", "الأحوال المدنية"),
    "reports": ("reports", "complaints", "البلاغات", "الشكاوى"),
    "inquiries": ("inquiries", "الاستعلامات", "الاستعلام"),
    "appointments": ("appointments", "المواعيد"),
}

_ONE_SPELLING = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_NO_WORD = re.compile(r"[^\w]+|_+|[\u064b-\u0652]")


def folded(word: str) -> str:
    """Return the word as it is compared: small letters, one spelling, single blanks."""
    return " ".join(_NO_WORD.sub(" ", ascii_digits(word).casefold().translate(_ONE_SPELLING)).split())


def meant(word: str, known: Mapping[str, Iterable[str]]) -> str:
    """Return what a word stands for, or ""."""
    own = folded(word)
    return next((name for name, words in known.items() if own and own in map(folded, (name, *words))), "")
