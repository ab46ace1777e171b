# Databricks notebook source
import mlflow

mlflow.set_experiment(dbutils.widgets.get("experiment_name"))
version = mlflow.register_model(model_uri, dbutils.widgets.get("model_name")).version
dbutils.jobs.taskValues.set("model_version", version)
