// Answers each request with who sent it and what it was.
import http from 'node:http';

http
  .createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk) => (bytes += chunk.length));
    request.on('end', () => {
      const from = request.socket.remoteAddress.replace('::ffff:', '');
      const trace = request.headers.traceparent ?? '-';
      response.end(`${from} ${request.method} ${request.url} ${bytes} ${trace}\n`);
    });
  })
  .listen(8080, '::', () => console.log('listening 8080'));
