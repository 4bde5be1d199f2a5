"""The pages of trivsel."""
