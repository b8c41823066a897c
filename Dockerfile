# pmkg with its locked packages. Releases live in the volume at /releases, or in the server that PMKG_STORE names.
FROM python:3.12-slim

WORKDIR /opt/pmkg
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src src
COPY loaders loaders
COPY ontology ontology
COPY queries queries
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --create-home pmkg \
    && install --directory --owner=pmkg /releases

USER pmkg
WORKDIR /home/pmkg
ENV PMKG_HOME=/releases
ENTRYPOINT ["pmkg"]
