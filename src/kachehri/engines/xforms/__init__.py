"""XLSForms and XForms: turned, checked, read, asked one by one. pyxform is wrapped here."""
