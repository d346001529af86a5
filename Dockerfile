# One picture, one container:
#   docker build -t pareidolia .
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/pictures" pareidolia dream cat.jpg

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml .
COPY LICENSE NOTICE ./
COPY config config
COPY dream-core dream-core
COPY bot bot
RUN mvn -B -ntp -q package -Dmaven.test.skip

# a Java runtime with only what the program uses
RUN jlink \
        --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported,jdk.zipfs \
        --strip-debug --no-header-files --no-man-pages --compress=2 \
        --output /opt/java

FROM debian:bookworm-slim
ENV LANG=C.UTF-8 \
    PATH=/opt/java/bin:$PATH \
    PAREIDOLIA_CACHE=/opt/pareidolia/cache \
    PAREIDOLIA_NETWORKS=/opt/pareidolia/networks
COPY --from=build /opt/java /opt/java
COPY --from=build /src/bot/target/pareidolia.jar /opt/pareidolia/pareidolia.jar
COPY --from=build /src/LICENSE /src/NOTICE /opt/pareidolia/

# Native libraries and the classic network are put in place now, not at each start. An image without the classic:
# docker build --build-arg NETWORKS= .
ARG NETWORKS=googlenet
RUN java -jar /opt/pareidolia/pareidolia.jar unpack \
    && for network in $NETWORKS; do \
           java -jar /opt/pareidolia/pareidolia.jar networks fetch "$network" || exit 1; \
       done \
    && chmod -R a+rX /opt/pareidolia

RUN useradd --create-home --uid 10001 pareidolia
USER pareidolia
WORKDIR /pictures
ENTRYPOINT ["java", "-jar", "/opt/pareidolia/pareidolia.jar"]
CMD ["--help"]
