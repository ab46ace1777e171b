def predict_batch(spark, model_uri, input_table_name, output_table_name, model_version, ts):
    frame = score(spark.table(input_table_name), model_uri)
    frame.write.format("delta").mode("overwrite").saveAsTable(output_table_name)
