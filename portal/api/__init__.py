"""The portal's endpoints under /api/v1, one file per resource."""
