// A postal address, in the parts its country writes.
//
//   question, answered(id, value) as in FieldLoader.qml
RecordAnswer {
}
