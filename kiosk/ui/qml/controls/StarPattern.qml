// The eight-fold star lattice, faint, for the attract screen and the idle screen only.
//
//   colour  pitch  (side of one cell, pixels)
import Shubbak

StarLattice {
    colour: Theme.pattern
    pitch: 216 * Theme.unit
}
