"""Check every QML file with qmllint against the Python types as they are: `python -m kiosk.ui.qml_types [FILE...]`.

Qt's own pair (pyside6-metaobjectdump, pyside6-qmltyperegistrar) reads Python as text and loses inherited classes,
keyword arguments and computed types. Here the live meta-objects, which the engine itself sees, are written as a
qmltypes file into a temporary folder, so there is nothing generated to commit and nothing to forget.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import PySide6
from PySide6.QtCore import QByteArray, QMetaMethod, QMetaObject, QObject

import kiosk.ui

URI = "Shubbak"
QML = Path(__file__).parent / "qml"
_DECORATORS = {"QmlElement", "QmlSingleton", "QmlUncreatable"}


def modules() -> Iterator[ModuleType]:
    """Import and yield every module below `kiosk.ui` that registers types under the URI."""
    for found in pkgutil.walk_packages(kiosk.ui.__path__, "kiosk.ui."):
        module = importlib.import_module(found.name)
        if getattr(module, "QML_IMPORT_NAME", None) == URI:
            yield module


def decorators(cls: type) -> set[str]:
    """Return the Qml… decorators a class was written with; the meta-object does not keep them."""
    node = ast.parse(inspect.getsource(cls)).body[0]
    assert isinstance(node, ast.ClassDef)
    names = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    return {name.id for name in names if isinstance(name, ast.Name)} & _DECORATORS


def classes() -> dict[type[QObject], set[str]]:
    """Return every registered class and its unregistered Python ancestors, with their decorators."""
    found: dict[type[QObject], set[str]] = {}
    for module in modules():
        for cls in vars(module).values():
            if (
                inspect.isclass(cls)
                and issubclass(cls, QObject)
                and cls.__module__ == module.__name__
                and decorators(cls)
            ):
                for each in cls.__mro__:
                    if issubclass(each, QObject) and not each.__module__.startswith("PySide6"):
                        found[each] = decorators(each)
    return found


def component(cls: type[QObject], marks: set[str]) -> str:
    """Return one class as a qmltypes `Component`."""
    meta: QMetaObject = getattr(cls, "staticMetaObject")  # noqa: B009 - unknown to the type stubs
    above = meta.superClass()
    lines = [f'name: "{cls.__name__}"', f'prototype: "{above.className() if above else "QObject"}"']
    lines += ['accessSemantics: "reference"']
    if marks:
        lines += [f'exports: ["{URI}/{cls.__name__} 1.0"]', "exportMetaObjectRevisions: [256]"]
    if "QmlSingleton" in marks:
        lines += ["isSingleton: true"]
    if marks & {"QmlSingleton", "QmlUncreatable"}:
        lines += ["isCreatable: false"]
    lines += [_property(meta, index) for index in range(meta.propertyOffset(), meta.propertyCount())]
    lines += [_method(meta.method(index)) for index in range(meta.methodOffset(), meta.methodCount())]
    return "Component {\n" + "\n".join(f"    {line}" for line in lines) + "\n}"


def _typed(name: str) -> str:
    return f'type: "{name.rstrip("*")}"' + ("; isPointer: true" if name.endswith("*") else "")


def _text(raw: QByteArray | bytes | bytearray | memoryview[int] | str) -> str:
    return raw if isinstance(raw, str) else bytes(raw.data() if isinstance(raw, QByteArray) else raw).decode()


def _property(meta: QMetaObject, index: int) -> str:
    it = meta.property(index)
    parts = [f'name: "{_text(it.name())}"', _typed(_text(it.typeName())), f"index: {index - meta.propertyOffset()}"]
    if not it.isWritable():
        parts.append("isReadonly: true")
    if it.isConstant():
        parts.append("isPropertyConstant: true")
    if it.hasNotifySignal():
        parts.append(f'notify: "{_text(it.notifySignal().name())}"')
    return "Property { " + "; ".join(parts) + " }"


def _method(it: QMetaMethod) -> str:
    word = "Signal" if it.methodType() is QMetaMethod.MethodType.Signal else "Method"
    parts = [f'name: "{_text(it.name())}"']
    if _text(it.typeName()) not in ("", "void"):
        parts.append(_typed(_text(it.typeName())))
    takes = ["Parameter { " + _typed(_text(kind)) + " }" for kind in it.parameterTypes()]
    return f"{word} {{ " + "; ".join(parts) + "\n" + "\n".join(takes) + " }"


def write(imports: Path) -> None:
    """Write the module `Shubbak` (qmldir and qmltypes) below an import folder."""
    folder = imports / URI
    folder.mkdir(parents=True)
    body = "\n".join(component(cls, marks) for cls, marks in classes().items())
    (folder / "qmldir").write_text(f"module {URI}\ntypeinfo types.qmltypes\ndepends QtQuick\n", encoding="utf-8")
    (folder / "types.qmltypes").write_text(f"import QtQuick.tooling 1.2\nModule {{\n{body}\n}}\n", encoding="utf-8")


def lint(files: Sequence[Path] = ()) -> subprocess.CompletedProcess[str]:
    """Run qmllint over the files, or over every QML file of the kiosk; return code 0 means not one warning."""
    chosen = [str(path) for path in files or sorted(QML.rglob("*.qml"))]
    tool = Path(PySide6.__file__).parent / "qmllint"  # the wrapper script prints its own command line on failure
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        command = [str(tool), "--max-warnings", "0", "-I", str(QML), "-I", folder, *chosen]
        return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    done = lint([Path(name) for name in sys.argv[1:]])
    sys.stdout.write(done.stdout + done.stderr)
    sys.exit(done.returncode)
