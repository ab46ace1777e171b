# Databricks notebook source
client.set_registered_model_alias(model_name, "challenger", model_version)
