"""The little Qt that both station apps share: background work, receipts as rasters, crash handling."""
