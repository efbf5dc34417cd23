// What names a piece of land in the country's land register.
//
//   question, answered(id, value) as in FieldLoader.qml
RecordAnswer {
}
