def compute_features_fn(input_df, timestamp_column, start_date, end_date):
    return input_df
