"""Views of one results file: JUnit for build servers, a page for the browser, a badge, annotations, a comparison."""
