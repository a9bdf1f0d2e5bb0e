"""What is being spoken of, from sentence to sentence."""
