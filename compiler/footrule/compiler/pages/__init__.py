"""Self-contained pages of reports: one frame and one look, both languages in the page, no network.

Lives here: the frame every report's page extends, its style and script, and how a template is filled in. Never here:
what a report says; the templates of editions and of comparisons stand beside what they tell.
"""
