// Every control and field on a few pages as a visit would show them; drawn by gallery.py.
import QtQuick
import controls

Window {
    id: root

    required property string page
    readonly property bool ar: Words.rtl

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Words.rtl
    color: Theme.paper
    visible: true

    TopBar {
        id: top

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        municipality: root.ar ? "بلدية الكويت" : "Kuwait Municipality"
    }
    Loader {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: keyboard.room
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: top.bottom
        source: "pages/" + root.page + ".qml"
    }
    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
    }
    Sheet {
        open: root.page === "review" && root.ar
        outOf: 30
        primaryText: root.ar ? "نعم، أنا هنا" : "Yes, I am here"
        quietText: root.ar ? "إنهاء ومسح ما كتبته" : "Finish and erase what I typed"
        seconds: 18
        text: root.ar ? "حفاظًا على خصوصيتك يُمسح كل ما كتبته عند انتهاء الوقت." :
                        "To protect your privacy, everything you typed is erased when the time is up."
        title: root.ar ? "أما زلت هنا؟" : "Are you still here?"
    }
}
