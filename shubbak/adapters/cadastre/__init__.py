"""The station's cadastre in one GeoPackage: made by an import, opened by every plan."""
