"""What the pages of all apps are made of: ``lists`` (a page of rows), ``editing`` (a form, a confirmation, a
button). Fields and forms that several apps use are in ``personnel.forms``."""
