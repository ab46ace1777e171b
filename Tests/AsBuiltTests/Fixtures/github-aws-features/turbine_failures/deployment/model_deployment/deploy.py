from mlflow.tracking import MlflowClient


def deploy(model_uri, env):
    _, name, version = model_uri.split("/")
    client = MlflowClient(registry_uri="databricks-uc")
    client.set_registered_model_alias(name=name, alias="champion", version=version)
    client.delete_registered_model_alias(name=name, alias="challenger")
