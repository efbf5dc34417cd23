"""A small sound service file that tests break, bend and fill in."""

SOUND = """\
id: kw.test.sound
version: 1
country: KW
currency: KWD
name: {ar: "خدمة", en: "Service"}
summary: {ar: "خدمة للاختبار", en: "A service for tests"}
icon: shop
keywords: {ar: "اختبار", en: "test"}
category: licences
audience: [G2C]
class: procedural
channels: [kiosk]
owner: {ar: "البلدية", en: "The municipality"}
complaint_phone: "139"
verified_on: 2026-01-31
legal_basis:
  - title: {ar: "قانون", en: "Law"}
    verified: sample
    valid_from: 2020-01-01
    valid_to: 2030-01-01
eligibility:
  - text: {ar: "بالغ", en: "Of age"}
    verified: sample
    condition: applicant_age == -1 || applicant_age >= 18
documents:
  - id: plan
    name: {ar: "مخطط", en: "Plan"}
    alternatives:
      - {id: plan, name: {ar: "مخطط", en: "Plan"}}
      - {id: sketch, name: {ar: "رسم", en: "Sketch"}}
    verified: sample
    show_if: trade == 'food'
pages:
  - id: first
    title: {ar: "أولًا", en: "First"}
    fields:
      - id: trade
        kind: choice
        label: {ar: "النشاط", en: "Trade"}
        options:
          - {id: food, label: {ar: "أغذية", en: "Food"}}
          - {id: cloth, label: {ar: "أقمشة", en: "Cloth"}}
      - id: area
        kind: number
        label: {ar: "المساحة", en: "Area"}
        rules: {min: 1, max: 500}
      - id: kitchen
        kind: number
        label: {ar: "مساحة المطبخ", en: "Kitchen area"}
        show_if: trade == 'food'
      - id: extras
        kind: multi_choice
        label: {ar: "إضافات", en: "Extras"}
        required: false
        options:
          - {id: sign, label: {ar: "لوحة", en: "Sign"}}
          - {id: tables, label: {ar: "طاولات", en: "Tables"}}
    checks:
      - condition: kitchen <= area
        message: {ar: "المطبخ أكبر من المحل.", en: "The kitchen is larger than the shop."}
        field: kitchen
  - id: second
    title: {ar: "ثانيًا", en: "Second"}
    show_if: "'tables' in extras"
    fields:
      - id: rent
        kind: money
        label: {ar: "الأجرة", en: "Rent"}
        rules: {max: "900.000"}
      - id: until
        kind: date
        label: {ar: "حتى", en: "Until"}
        required: false
    checks:
      - condition: until == '' || until >= today
        message: {ar: "التاريخ مضى.", en: "That day is past."}
        field: until
fees:
  - code: licence
    label: {ar: "رسم", en: "Fee"}
    kind: fixed
    amount: "10.000"
    currency: KWD
    verified: sample
  - code: space
    label: {ar: "مساحة", en: "Space"}
    kind: per_unit
    amount: "0.250"
    base: area
    free: 10
    unit: {ar: "م²", en: "m²"}
    maximum: "50.000"
    currency: KWD
    verified: sample
  - code: size
    label: {ar: "شريحة", en: "Band"}
    kind: tier
    base: area
    tiers:
      - {below: 50, amount: "1.000"}
      - {below: 100, amount: "2.000"}
      - {amount: "3.000"}
    currency: KWD
    verified: sample
    valid_from: 2026-01-01
    valid_to: 2026-12-31
  - code: share
    label: {ar: "نسبة", en: "Share"}
    kind: percent
    percent: "2.5"
    base: rent
    minimum: "1.000"
    currency: KWD
    verified: sample
    when: rent > 0
  - code: deposit
    label: {ar: "تأمين", en: "Deposit"}
    kind: deposit
    percent: "50"
    release: {ar: "بعد إزالة اللوحة", en: "after the sign is taken down"}
    base: fee_licence
    currency: KWD
    verified: sample
    when: "'sign' in extras"
  - code: early
    label: {ar: "خصم", en: "Discount"}
    kind: percent
    percent: "-10"
    base: fee_licence + fee_space
    currency: KWD
    verified: sample
    valid_to: 2026-02-28
examples:
  - on: 2026-02-28
    answers: {trade: food, area: "90", kitchen: "5", extras: [sign, tables], rent: "100.000"}
    expect: {licence: "10.000", space: "20.000", size: "2.000", share: "2.500", deposit: "5.000", early: "-3.000"}
  - on: 2026-03-01
    answers: {trade: cloth, area: "20"}
    expect: {licence: "10.000", space: "2.500", size: "1.000"}
duration:
  text: {ar: "يوم", en: "A day"}
  hours: 8
  verified: sample
procedure:
  version: 1
  steps:
    - {id: check, kind: check, title: {ar: "تدقيق", en: "Check"}, role: clerk, hours: 4}
output:
  kind: licence
  name: {ar: "رخصة", en: "Licence"}
  validity: {ar: "سنة", en: "1 year"}
  verified: sample
next_step: {ar: "يصل الرد غدًا.", en: "The answer comes tomorrow."}
purpose: {ar: "للاختبار فقط.", en: "For tests only."}
"""
