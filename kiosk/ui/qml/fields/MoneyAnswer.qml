// An amount; question.unit is the currency's name.
//
//   question, answered(id, value) as in FieldLoader.qml
NumberAnswer {
    decimal: true
}
