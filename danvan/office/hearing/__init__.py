"""The office side of hearings: reading opinions, holding consultations, answering requests to take names down."""
