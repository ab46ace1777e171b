# Databricks notebook source
output_table_name = dbutils.widgets.get("output_table_name")
