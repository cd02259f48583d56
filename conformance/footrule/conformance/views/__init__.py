"""Views of one results file: a table for people, JUnit for build servers, a page for the browser, a badge, annotations."""
