"""How strong a suite is: of all rule-level mistakes a tool could make, how many its required cases notice."""
