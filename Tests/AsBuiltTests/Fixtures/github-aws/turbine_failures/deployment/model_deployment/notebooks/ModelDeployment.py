# Databricks notebook source
from deploy import deploy

deploy(model_uri, dbutils.widgets.get("env"))
