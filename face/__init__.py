"""How everything looks and behaves in the browser: components, forms, keyset pages. Knows no room."""
