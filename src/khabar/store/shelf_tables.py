"""The tables of a shelf: slim ones to look things up by, whole rows as JSON to show.

n follows from what a row is about, and has up to 62 bits: see serve/shelving_numbers.py. Documents,
events, statements, disputes, announcements and copies stand by day, so that the first page of their
lists needs no sorting; what is listed by weight has an index for it.
held tells what a row, or the rows of a thing, rest on: where that is the same, so are they.
noted and quoted are what one document gives to rows that stand on many; so is the body of named.
{s} is the side of the shelf, a or b.
"""

from __future__ import annotations

TABLES = """
CREATE TABLE shelf_{s}_facts (key TEXT PRIMARY KEY, body BLOB);
CREATE TABLE shelf_{s}_held (kind TEXT, id TEXT, n INT, digest BLOB, PRIMARY KEY (kind, id))
    WITHOUT ROWID;
CREATE TABLE shelf_{s}_noted (document INT, item TEXT, body BLOB, PRIMARY KEY (document, item))
    WITHOUT ROWID;
CREATE TABLE shelf_{s}_quoted (
    key TEXT, document INT, actor INT, statements INT, reports INT, name BLOB,
    PRIMARY KEY (key, document)) WITHOUT ROWID;
CREATE TABLE shelf_{s}_documents (
    n INTEGER PRIMARY KEY, id TEXT, outlet TEXT, day TEXT, events INT, statements INT,
    body BLOB, homes BLOB);
CREATE TABLE shelf_{s}_actors (
    n INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, events INT, statements INT,
    documents INT, first TEXT, last TEXT, body BLOB, tenures BLOB, names BLOB, spot BLOB,
    anonymous INT, alike TEXT);
CREATE TABLE shelf_{s}_named (
    actor INT, document INT, body BLOB, PRIMARY KEY (actor, document)) WITHOUT ROWID;
CREATE TABLE shelf_{s}_events (
    n INTEGER PRIMARY KEY, id TEXT, type TEXT, status TEXT, standing TEXT, first TEXT, last TEXT,
    place TEXT, quad TEXT, score REAL, origins INT, reports INT, whole INT, lat REAL, lon REAL);
CREATE TABLE shelf_{s}_told (n INTEGER PRIMARY KEY, body BLOB, spot BLOB, event BLOB);
CREATE TABLE shelf_{s}_tolls (event INT, place INT, body BLOB, PRIMARY KEY (event, place))
    WITHOUT ROWID;
CREATE TABLE shelf_{s}_takes (
    actor INT, event INT, role TEXT, PRIMARY KEY (actor, event, role)) WITHOUT ROWID;
CREATE TABLE shelf_{s}_pairs (
    a INT, b INT, event INT, first TEXT, last TEXT, score REAL, PRIMARY KEY (a, b, event))
    WITHOUT ROWID;
CREATE TABLE shelf_{s}_deeds (
    event INT, document INT, item TEXT, body BLOB, PRIMARY KEY (event, document, item))
    WITHOUT ROWID;
CREATE TABLE shelf_{s}_ties (
    a INT, events INT, b INT, score REAL, PRIMARY KEY (a, events, b)) WITHOUT ROWID;
CREATE TABLE shelf_{s}_reports (event INT, document INT, outlet TEXT, sure REAL, body BLOB);
CREATE TABLE shelf_{s}_statements (
    n INTEGER PRIMARY KEY, document INT, source INT, act TEXT, mode TEXT, day TEXT, outlet TEXT,
    sure REAL, body BLOB);
CREATE TABLE shelf_{s}_about (event INT, statement INT, PRIMARY KEY (event, statement))
    WITHOUT ROWID;
CREATE TABLE shelf_{s}_disputes (
    n INTEGER PRIMARY KEY, id TEXT, kind TEXT, about TEXT, strength TEXT, event INT, a INT, b INT,
    day TEXT, body BLOB);
CREATE TABLE shelf_{s}_sides (actor INT, dispute INT, PRIMARY KEY (actor, dispute)) WITHOUT ROWID;
CREATE TABLE shelf_{s}_expectations (
    n INTEGER PRIMARY KEY, id TEXT, event INT, due TEXT, verdict TEXT, source INT, document INT,
    outlet TEXT, body BLOB);
CREATE TABLE shelf_{s}_relations (
    n INTEGER PRIMARY KEY, subject INT, relation TEXT, object INT, weight INT, body BLOB);
CREATE TABLE shelf_{s}_sources (
    n INTEGER PRIMARY KEY, actor INT, anonymous INT, statements INT, reports INT, weight INT,
    body BLOB);
CREATE TABLE shelf_{s}_copies (n INTEGER PRIMARY KEY, a INT, b INT, day TEXT, body BLOB);
CREATE TABLE shelf_{s}_periods (
    by TEXT, start TEXT, stop TEXT, quad TEXT, events INT, score REAL, origins INT,
    PRIMARY KEY (by, start, quad)) WITHOUT ROWID;
CREATE TABLE shelf_{s}_doubts (n INTEGER PRIMARY KEY, body BLOB);
CREATE VIRTUAL TABLE shelf_{s}_documents_words USING fts5(
    title, ar, en, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE shelf_{s}_actors_words USING fts5(
    ar, en, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE shelf_{s}_events_words USING fts5(
    ar, en, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE shelf_{s}_statements_words USING fts5(
    ar, en, tokenize='unicode61 remove_diacritics 2')
"""
"""Made before there are rows."""

INDICES = """
CREATE UNIQUE INDEX shelf_{s}_i1 ON shelf_{s}_documents (id);
CREATE INDEX shelf_{s}_i2 ON shelf_{s}_documents (outlet, day);
CREATE INDEX shelf_{s}_i3 ON shelf_{s}_documents (events);
CREATE UNIQUE INDEX shelf_{s}_i5 ON shelf_{s}_actors (id);
CREATE INDEX shelf_{s}_i6 ON shelf_{s}_actors (kind);
CREATE INDEX shelf_{s}_i7 ON shelf_{s}_actors (name);
CREATE INDEX shelf_{s}_i8 ON shelf_{s}_actors (events);
CREATE INDEX shelf_{s}_i9 ON shelf_{s}_actors (statements);
CREATE INDEX shelf_{s}_i4 ON shelf_{s}_actors (anonymous, documents);
CREATE INDEX shelf_{s}_i42 ON shelf_{s}_actors (alike) WHERE alike IS NOT NULL;
CREATE INDEX shelf_{s}_i10 ON shelf_{s}_named (document);
CREATE UNIQUE INDEX shelf_{s}_i11 ON shelf_{s}_events (id);
CREATE INDEX shelf_{s}_i12 ON shelf_{s}_events (type);
CREATE INDEX shelf_{s}_i13 ON shelf_{s}_events (standing);
CREATE INDEX shelf_{s}_i14 ON shelf_{s}_events (place);
CREATE INDEX shelf_{s}_i15 ON shelf_{s}_events (whole) WHERE whole IS NOT NULL;
CREATE INDEX shelf_{s}_i16 ON shelf_{s}_events (reports);
CREATE INDEX shelf_{s}_i17 ON shelf_{s}_events (origins);
CREATE INDEX shelf_{s}_i18 ON shelf_{s}_events (first, last, quad, score, origins);
CREATE INDEX shelf_{s}_i19 ON shelf_{s}_events (status);
CREATE INDEX shelf_{s}_i20 ON shelf_{s}_events (place, lat, lon, type) WHERE lat IS NOT NULL;
CREATE INDEX shelf_{s}_i21 ON shelf_{s}_takes (event);
CREATE INDEX shelf_{s}_i22 ON shelf_{s}_pairs (event);
CREATE INDEX shelf_{s}_i23 ON shelf_{s}_ties (events) WHERE a < b;
CREATE INDEX shelf_{s}_i24 ON shelf_{s}_reports (event, document);
CREATE INDEX shelf_{s}_i25 ON shelf_{s}_reports (outlet, event);
CREATE INDEX shelf_{s}_i26 ON shelf_{s}_reports (document, event);
CREATE INDEX shelf_{s}_i27 ON shelf_{s}_statements (source);
CREATE INDEX shelf_{s}_i28 ON shelf_{s}_statements (act);
CREATE INDEX shelf_{s}_i29 ON shelf_{s}_statements (outlet);
CREATE INDEX shelf_{s}_i30 ON shelf_{s}_statements (document);
CREATE INDEX shelf_{s}_i31 ON shelf_{s}_statements (day);
CREATE INDEX shelf_{s}_i32 ON shelf_{s}_disputes (event);
CREATE INDEX shelf_{s}_i33 ON shelf_{s}_expectations (event);
CREATE INDEX shelf_{s}_i34 ON shelf_{s}_expectations (verdict);
CREATE INDEX shelf_{s}_i35 ON shelf_{s}_relations (subject);
CREATE INDEX shelf_{s}_i36 ON shelf_{s}_relations (object);
CREATE INDEX shelf_{s}_i37 ON shelf_{s}_sources (actor);
CREATE INDEX shelf_{s}_i38 ON shelf_{s}_about (statement);
CREATE INDEX shelf_{s}_i39 ON shelf_{s}_documents (day);
CREATE INDEX shelf_{s}_i40 ON shelf_{s}_copies (a);
CREATE INDEX shelf_{s}_i41 ON shelf_{s}_copies (b);
CREATE INDEX shelf_{s}_i43 ON shelf_{s}_deeds (document);
CREATE INDEX shelf_{s}_i44 ON shelf_{s}_reports (sure) WHERE sure < 0.7;
CREATE INDEX shelf_{s}_i45 ON shelf_{s}_statements (sure) WHERE sure < 0.7;
CREATE INDEX shelf_{s}_i46 ON shelf_{s}_relations (weight);
CREATE INDEX shelf_{s}_i47 ON shelf_{s}_sources (weight);
CREATE INDEX shelf_{s}_i48 ON shelf_{s}_quoted (document);
ANALYZE
"""
"""Made when all rows stand: much faster than keeping them up row by row."""
