# A small image of Haar: a JRE 25 with only the modules that Haar uses, the one jar, and an archive of its classes, read
# and linked ahead. State lives in /var/lib/haar.
#
#   docker build -t haar . && docker run --rm -p 4566:4566 haar

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -Pfast -Dmaven.test.skip -pl emulator-api -am package
RUN jlink --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.sql,jdk.unsupported \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 --output /jre

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/haar --create-home haar \
    && chmod 0750 /var/lib/haar
COPY --from=build /jre /opt/java
COPY --from=build /src/LICENSE /src/NOTICE /src/emulator-api/target/haar.jar /opt/haar/
# The archive fits this JRE and this jar: it is made where both will stay.
RUN ["/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:AOTCacheOutput=/opt/haar/haar.aot", "-cp", "/opt/haar/haar.jar", "dev.haar.api.Training"]

USER haar
WORKDIR /var/lib/haar
VOLUME /var/lib/haar
ENV HAAR_HOST=0.0.0.0 HAAR_DATA=/var/lib/haar
EXPOSE 4566
# Bash can open a connection itself: no curl in the image.
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s CMD ["/bin/bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${HAAR_PORT:-4566}\" && printf 'GET /_haar/health HTTP/1.0\\r\\n\\r\\n' >&3 && read -t 2 -r _ status _ <&3 && test \"$status\" = 200"]
ENTRYPOINT ["/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:aot=off", "-XX:AOTCache=/opt/haar/haar.aot", "-cp", "/opt/haar/haar.jar", "dev.haar.api.Main"]
