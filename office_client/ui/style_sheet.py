"""The style sheet of the office; colours come from the theme, native subcontrols stay native."""

from __future__ import annotations

from string import Template

STYLE = Template("""
QWidget#window, QScrollArea, QWidget#scrolled { background: $paper; }
QScrollArea { border: none; }
QFrame#rail { background: $surface; border: none; }
QFrame#edge { background: $line; border: none; }
QFrame#status { background: $surface; border: none; border-top: 1px solid $line; }
QFrame#bar { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="card"]:focus { border: 2px solid $ink; }
QFrame[role="row"] { background: $surface; border: 1px solid $edge; border-radius: 6px; }
QFrame[role="row"]:focus { border: 2px solid $ink; }
QFrame[role="row"][open="true"] { border: 2px solid $brand; }
QFrame[role="row"][wrong="true"] { border: 2px solid $danger; }
QFrame[role="figure"] { background: $brandTint; border: none; border-radius: 6px; }
QLabel[role="page"] { border: 1px solid $edge; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel { color: $ink; background: transparent; }
QLabel[role="title"] { font-size: 17pt; font-weight: 600; }
QLabel[role="section"] { font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="large"] { font-size: 13pt; }
QLabel[role="hint"], QLabel[role="muted"], QLabel[role="place"] { color: $muted; font-size: 10.5pt; }
QLabel[role="brand"] { color: $brand; font-size: 17pt; font-weight: 600; }
QLabel[role="problem"] { color: $danger; font-size: 10.5pt; }
QLabel[role="total"] { font-size: 15pt; font-weight: 600; }
QLabel[role="number"] { font-size: 22pt; font-weight: 600; }
QLabel[role="success"] { color: $success; font-weight: 600; }
QLabel[role="warning"] { color: $warning; font-weight: 600; }
QLabel[role="danger"] { color: $danger; font-weight: 600; }
QLabel[role="tag"] { color: $brand; background: $brandTint; border-radius: 4px; padding: 1px 6px; font-size: 9.5pt; }

QFrame[notice="danger"] { background: $dangerTint; border: 1px solid $danger; border-radius: 8px; }
QFrame[notice="info"] { background: $infoTint; border: 1px solid $brand; border-radius: 8px; }
QFrame[notice="warning"] { background: $warningTint; border: 1px solid $warning; border-radius: 8px; }
QFrame[notice="success"] { background: $successTint; border: 1px solid $success; border-radius: 8px; }

QLineEdit, QPlainTextEdit {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 3px 9px;
}
QLineEdit { min-height: 24px; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $brand; padding: 2px 8px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $danger; padding: 2px 8px; }
QLineEdit:disabled { color: $muted; background: $keyQuiet; }

QPushButton { background: $surface; border: 1px solid $edge; border-radius: 6px; min-height: 30px; }
QPushButton:hover { background: $keyQuiet; }
QPushButton:pressed { background: $keyDown; }
QPushButton:disabled { border-color: $line; background: $paper; }
QPushButton[rank="primary"] { background: $brand; border: 1px solid $brand; }
QPushButton[rank="primary"]:hover, QPushButton[rank="primary"]:pressed { background: $brandDark; }
QPushButton[rank="primary"]:disabled { background: $tray; border-color: $line; }
QPushButton[rank="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[rank="quiet"]:hover { background: $keyQuiet; }
QPushButton[rank="armed"] { background: $dangerTint; border: 1px solid $danger; }
QPushButton[rank="nav"] { background: transparent; border: 1px solid transparent; min-height: 36px; }
QPushButton[rank="nav"]:hover { background: $keyQuiet; }
QPushButton[rank="nav"]:checked { background: $brandTint; }

QPushButton:focus { border: 2px solid $ink; min-height: 28px; }
QPushButton[rank="primary"]:focus { border: 3px solid $focus; min-height: 26px; }
QPushButton[rank="nav"]:focus { border: 2px solid $ink; min-height: 34px; }

QRadioButton, QCheckBox {
    color: $ink; background: transparent; spacing: 8px; min-height: 24px; padding: 0 4px;
    border: 2px solid transparent; border-radius: 6px;
}
QRadioButton:focus, QCheckBox:focus { border: 2px solid $ink; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 2px solid $edge; border-radius: 9px; background: $surface;
}
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $brand; }
QCheckBox::indicator { width: 14px; height: 14px; border: 2px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { border: 2px solid $brand; background: $brandTint; image: url("$tick"); }
QListWidget {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 6px; outline: none;
}
QListWidget:focus { border: 2px solid $brand; }
QListWidget[wrong="true"] { border: 2px solid $danger; }
QListWidget::item { padding: 3px 9px; border: none; }
QListWidget::item:selected { background: $brandTint; color: $ink; }
QListWidget::indicator { width: 14px; height: 14px; border: 2px solid $edge; border-radius: 4px; background: $surface; }
QListWidget::indicator:checked { border: 2px solid $brand; background: $brandTint; image: url("$tick"); }
QTableView {
    background: $surface; border: 1px solid $line; border-radius: 8px; gridline-color: $line;
    selection-background-color: $brandTint; selection-color: $ink; outline: none;
}
QTableView::item { padding: 0 10px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $brandTint; color: $ink; }
QHeaderView { background: $keyQuiet; border: none; }
QHeaderView::section {
    background: $keyQuiet; color: $muted; border: none; border-bottom: 1px solid $line; padding: 0 10px;
    font-weight: 600; min-height: ${row}px;
}
QTableCornerButton::section { background: $keyQuiet; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
