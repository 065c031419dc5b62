# Not tested where this was written, for want of a builder.
FROM python:3.11-slim
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir --no-deps --require-hashes -r constraints.txt && pip install --no-cache-dir --no-deps . && useradd --create-home desk && install -d -o desk /data
USER desk
WORKDIR /data
ENV ASSISTANT_DATA=/data
EXPOSE 7860
ENTRYPOINT ["assistant", "serve", "--host", "0.0.0.0"]
