"""The screens of submissions: who may be proposed, the paper that asks, and the decision that follows."""
