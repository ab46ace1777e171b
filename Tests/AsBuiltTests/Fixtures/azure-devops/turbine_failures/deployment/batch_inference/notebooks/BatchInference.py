# Databricks notebook source
from predict import predict_batch

predict_batch(spark, model_uri, input_table_name, output_table_name, model_version, ts)
