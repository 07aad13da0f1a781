"""The screens on which a board prepares a campaign, opens it, and gives a unit more time."""
