// A question as the fields take it, with only what differs written out.
.pragma library

function of(id, kind, label, more) {
    return Object.assign({
        id: id, kind: kind, label: label, hint: "", required: true, options: [], value: "", problem: "", unit: "",
        keyboard: "arabic", maxLength: 120, private: false, machineRead: false
    }, more);
}
