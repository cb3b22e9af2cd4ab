"""Somebody at a browser: signed in, reading pages and sending their forms back."""

import html5lib
from flask import Flask
from werkzeug.datastructures import MultiDict

from service.edge.identity import IN_COOKIE
from service.operations.sessions import open_session
from service.unit_of_work import Actor


class Page:
    """What a browser got, read as HTML."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)

    @property
    def words(self):
        """Everything a person can read, on one line."""
        return " ".join(" ".join(self.tree.find("body").itertext()).split())

    @property
    def items(self):
        """What each item of the page's lists says."""
        return [" ".join("".join(one.itertext()).split()) for one in self.tree.iter("li")]

    def forms(self):
        return self.tree.iter("form")

    def form(self, action):
        return next(one for one in self.forms() if one.get("action", "").endswith(action))

    def has_form(self, action):
        return any(one.get("action", "").endswith(action) for one in self.forms())

    def element(self, wanted):
        return next((one for one in self.tree.iter() if one.get("id") == wanted), None)

    def links(self):
        return [one.get("href") for one in self.tree.iter("a")]


class Visitor:
    """One browser with one cookie jar."""

    def __init__(self, app: Flask, person=None):
        self.client = app.test_client()
        if person is not None:
            with app.extensions["units_of_work"].open(Actor.person(person.id)) as uow:
                token = open_session(uow, person.id)
            with self.client.session_transaction() as cookie:
                cookie[IN_COOKIE] = token

    def opens(self, address, **headers):
        return Page(self.client.get(address, headers=headers))

    def sends(self, page, action, by="", **typed):
        """Fill a form of a page and send it, hidden fields and all; ``by`` another button."""
        return Page(self.takes(page, action, by, **typed))

    def takes(self, page, action, by="", **typed):
        """Send a form like that, for whatever kind of file it answers with."""
        form = page.form(action)
        fields = MultiDict(
            (one.get("name"), one.get("value", ""))
            for one in form.iter("input")
            if one.get("type") == "hidden"
        )
        for name, value in typed.items():
            fields.setlist(name, value if isinstance(value, list) else [value])
        return self.client.post(form.get("action") + by, data=fields)

    def follows(self, page):
        return self.opens(page.response.headers["Location"])
