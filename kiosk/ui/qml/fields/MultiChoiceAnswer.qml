// Any number of several options; the answer is the list of their ids in the order of the options.
//
//   question, answered(id, value) as in FieldLoader.qml
ChoiceAnswer {
    several: true
}
