# The service, with its page on http://localhost:8080:
#   docker build -t pareidolia .
#   docker run --rm -p 127.0.0.1:8080:8080 -v pareidolia:/data pareidolia
# One picture, one container:
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/pictures" pareidolia dream cat.jpg
# The same for NVIDIA GPUs:
#   docker build --target gpu -t pareidolia:gpu .
#   docker run --rm --gpus all -p 127.0.0.1:8080:8080 -v pareidolia:/data pareidolia:gpu

FROM maven:3.9-eclipse-temurin-17 AS source
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY LICENSE NOTICE ./
COPY config config
COPY dream-core dream-core
COPY bot bot

# a Java runtime with only what the program uses
FROM source AS java
RUN jlink \
        --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs \
        --strip-debug --no-header-files --no-man-pages --compress=2 \
        --output /opt/java

# Native libraries and the classic network are put in place while the image is built, not at each start. An image
# without the classic: docker build --build-arg NETWORKS= .
FROM source AS program-cpu
ARG NETWORKS=googlenet
ENV PAREIDOLIA_CACHE=/opt/pareidolia/cache \
    PAREIDOLIA_NETWORKS=/opt/pareidolia/networks
RUN mvn -B -ntp -q package -Dmaven.test.skip \
    && mkdir -p /opt/pareidolia/networks \
    && cp bot/target/pareidolia.jar LICENSE NOTICE /opt/pareidolia/ \
    && java -jar /opt/pareidolia/pareidolia.jar unpack \
    && for network in $NETWORKS; do \
           java -jar /opt/pareidolia/pareidolia.jar networks fetch "$network" || exit 1; \
       done \
    && chmod -R a+rX /opt/pareidolia
COPY --chmod=755 deploy/healthcheck /opt/pareidolia/healthcheck

FROM source AS program-gpu
ARG NETWORKS=googlenet
ENV PAREIDOLIA_CACHE=/opt/pareidolia/cache \
    PAREIDOLIA_NETWORKS=/opt/pareidolia/networks
RUN mvn -B -ntp -q -Pgpu package -Dmaven.test.skip \
    && mkdir -p /opt/pareidolia/networks \
    && cp bot/target/pareidolia.jar LICENSE NOTICE /opt/pareidolia/ \
    && java -jar /opt/pareidolia/pareidolia.jar unpack \
    && for network in $NETWORKS; do \
           java -jar /opt/pareidolia/pareidolia.jar networks fetch "$network" || exit 1; \
       done \
    && chmod -R a+rX /opt/pareidolia
COPY --chmod=755 deploy/healthcheck /opt/pareidolia/healthcheck

# In a container the page listens on every address: what of it can be reached is for -p to say.
FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 AS gpu
ENV LANG=C.UTF-8 \
    PATH=/opt/java/bin:$PATH \
    PAREIDOLIA_CACHE=/opt/pareidolia/cache \
    PAREIDOLIA_NETWORKS=/opt/pareidolia/networks \
    PAREIDOLIA_DATA=/data \
    PAREIDOLIA_LOBBY_HOST=0.0.0.0
COPY --from=java /opt/java /opt/java
COPY --from=program-gpu /opt/pareidolia /opt/pareidolia
RUN useradd --create-home --uid 10001 pareidolia \
    && install -d -o pareidolia -g pareidolia -m 700 /data
USER pareidolia
WORKDIR /pictures
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["/bin/bash", "/opt/pareidolia/healthcheck"]
ENTRYPOINT ["java", "-jar", "/opt/pareidolia/pareidolia.jar"]
CMD ["run"]

FROM debian:bookworm-slim AS cpu
ENV LANG=C.UTF-8 \
    PATH=/opt/java/bin:$PATH \
    PAREIDOLIA_CACHE=/opt/pareidolia/cache \
    PAREIDOLIA_NETWORKS=/opt/pareidolia/networks \
    PAREIDOLIA_DATA=/data \
    PAREIDOLIA_LOBBY_HOST=0.0.0.0
COPY --from=java /opt/java /opt/java
COPY --from=program-cpu /opt/pareidolia /opt/pareidolia
RUN useradd --create-home --uid 10001 pareidolia \
    && install -d -o pareidolia -g pareidolia -m 700 /data
USER pareidolia
WORKDIR /pictures
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["/bin/bash", "/opt/pareidolia/healthcheck"]
ENTRYPOINT ["java", "-jar", "/opt/pareidolia/pareidolia.jar"]
CMD ["run"]
