"""The pages of this room: error pages and the living page of components."""
