"""The only types that cross a process, versioned; msgspec structs, converted by hand at each border."""
