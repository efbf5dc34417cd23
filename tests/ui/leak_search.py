"""Looks for planted words in everything that lives on after a visit: Python's objects, Qt's, the clipboard."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from types import FrameType, FunctionType, ModuleType
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, QUrl
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQml import QJSValue, QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow

#: Types of properties that can hold words; what holds objects leads to objects that are looked at themselves.
SAYING = {"QString", "QVariant", "QVariantList", "QVariantMap", "QStringList", "QList<QString>", "QUrl", "PyObject"}
#: Names of what Qt and its binding keep for themselves.
INNER = ("_q", "_PySide")
OURS = ("kiosk", "shubbak", "office_client")


def ours(name: object) -> bool:
    return isinstance(name, str) and name.partition(".")[0] in OURS


def in_python(words: Iterable[str], *roots: object) -> list[str]:
    """Return each place, as the path of types, where one of the words stands in what roots and our modules hold."""
    tokens = [(word, word.encode()) for word in words]
    start = [*roots, *(vars(module) for name, module in list(sys.modules.items()) if ours(name))]
    todo: list[tuple[object, str]] = [(one, type(one).__name__) for one in start]
    seen = {id(one) for one in start} | {id(start), id(todo)}
    found = []
    while todo:
        thing, path = todo.pop()
        if isinstance(thing, (str, bytes, bytearray)):
            held = thing if isinstance(thing, str) else bytes(thing)
            if any((word if isinstance(held, str) else raw) in held for word, raw in tokens):  # type: ignore[operator]
                found.append(path)
            continue
        for one in referents(thing):
            if id(one) not in seen:
                seen.add(id(one))
                todo.append((one, f"{path} > {type(one).__name__}"))
    return found


def referents(thing: object) -> Iterator[object]:
    """What an object holds, without the way through frames, foreign modules and the test itself."""
    if isinstance(thing, (FrameType, ModuleType)):
        return
    if isinstance(thing, type):
        yield from vars(thing).values() if ours(thing.__module__) else ()
        return
    if isinstance(thing, FunctionType):
        yield from (thing.__closure__ or (), thing.__defaults__ or (), thing.__kwdefaults__ or {}, thing.__dict__)
        return
    yield from gc.get_referents(thing)


def in_qt(words: Iterable[str], *roots: QObject) -> list[str]:
    """Return each property of these objects that says one of the words."""
    found = []
    for one in roots:
        for name, value in properties(one):
            if any(word in value for word in words):
                found.append(f"{one.metaObject().className()} {one.objectName()}.{name}")
    return found


#: The engine looks at its own items: wrapped for Python, they would be taken for others once they are gone.
LOOKER = """
import QtQuick
QtObject {
    property var root
    property var words: []
    property var found
    Component.onCompleted: found = look(root.contentItem, look(root, []))
    property var known: ({})
    property var wordless: ["number", "boolean", "function"]
    // Numbers, switches and functions of a type hold no words, whichever item it is.
    function names(item) {
        var kind = String(item).split("(")[0];
        if (!known[kind])
            known[kind] = Object.keys(item).filter(name => !wordless.includes(typeof item[name]));
        return known[kind];
    }
    function look(item, found) {
        for (var name of names(item)) {
            var value = item[name];
            var said = typeof value === "string" ? value : Array.isArray(value) ? JSON.stringify(value) : "";
            if (words.some(word => said.includes(word)))
                found.push(item + "." + name);
        }
        for (var place = 0; place < (item.children || []).length; place++)
            look(item.children[place], found);
        return found;
    }
}
"""


def on_screen(words: Iterable[str], engine: QQmlEngine, window: QQuickWindow) -> list[str]:
    """Return each property of an item of this window that says one of the words, seen or not."""
    component = QQmlComponent(engine)
    component.setData(LOOKER.encode(), QUrl("looker.qml"))
    looker = component.createWithInitialProperties({"root": window, "words": list(words)})
    assert looker is not None, component.errorString()
    found = looker.property("found")
    looker.deleteLater()
    return list(found.toVariant() if isinstance(found, QJSValue) else found)


def properties(one: QObject) -> Iterator[tuple[str, str]]:
    meta = one.metaObject()
    for place in range(meta.propertyCount()):
        if meta.property(place).typeName() in SAYING:
            yield meta.property(place).name(), said(one.property(meta.property(place).name()))
    for dynamic in (name.data().decode() for name in one.dynamicPropertyNames()):
        if not dynamic.startswith(INNER):
            yield dynamic, said(one.property(dynamic))
    if isinstance(one, QAbstractItemModel):
        for row in range(one.rowCount()):
            for role in one.roleNames():
                yield f"row {row}", said(one.data(one.index(row, 0), role))


def said(value: Any) -> str:
    if isinstance(value, QUrl):
        return value.toString()
    return value if isinstance(value, str) else repr(value) if isinstance(value, (list, dict, tuple)) else ""


def in_clipboard(words: Iterable[str]) -> list[str]:
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    held = [QGuiApplication.clipboard().text(mode) for mode in modes]
    return [text for text in held if any(word in text for word in words)]
