(ns shop.shipping.core
  "Tells what it costs to send an order: GET /quote?pieces=3 is {\"price\":\"6.40\"}."
  (:gen-class)
  (:import
   (com.sun.net.httpserver HttpExchange HttpHandler HttpServer)
   (java.net InetAddress InetSocketAddress)
   (java.nio.charset StandardCharsets)
   (java.util Locale)))

(def ^:private base-cents 490)
(def ^:private cents-a-piece 50)
(def ^:private most-pieces 1000000)

(defn- pieces
  "The number of pieces that a query asks for; nil when it is none from 0 to the most."
  [query]
  (when-let [[_ digits] (re-matches #"pieces=(\d{1,7})" (or query ""))]
    (let [number (parse-long digits)]
      (when (<= number most-pieces) number))))

(defn price
  "What it costs to send that many pieces, as text."
  [pieces]
  (let [cents (if (zero? pieces) 0 (+ base-cents (* cents-a-piece pieces)))]
    (String/format Locale/ROOT "%d.%02d" (to-array [(quot cents 100) (rem cents 100)]))))

(defn- answer [^HttpExchange exchange status type ^String body]
  (let [bytes (.getBytes body StandardCharsets/UTF_8)]
    (.set (.getResponseHeaders exchange) "Content-Type" type)
    (.sendResponseHeaders exchange status (alength bytes))
    (.write (.getResponseBody exchange) bytes)))

(defn- handle [^HttpExchange exchange]
  (with-open [exchange exchange]
    (let [uri (.getRequestURI exchange)]
      (if-not (= "/quote" (.getPath uri))
        (answer exchange 404 "text/plain" "no such page\n")
        (if-let [number (pieces (.getRawQuery uri))]
          (answer exchange 200 "application/json" (str "{\"price\":\"" (price number) "\"}"))
          (answer exchange 400 "text/plain"
                  (str "query: not understood (expected: pieces=0 to " most-pieces ")\n")))))))

(defn start
  "Serves on that port of loopback, 0 for any free one; returns the server."
  ^HttpServer [port]
  (let [address (InetSocketAddress. (InetAddress/getLoopbackAddress) (int port))
        server (HttpServer/create address 0)]
    (.createContext server "/" (reify HttpHandler (handle [_ exchange] (handle exchange))))
    (.start server)
    server))

(defn -main
  "Arguments: [PORT], or else SHIPPING_PORT, or else 9004. Serves until the process is ended."
  [& [port]]
  (let [server (start (parse-long (or port (System/getenv "SHIPPING_PORT") "9004")))]
    (println (str "shipping: listening on http://127.0.0.1:" (.getPort (.getAddress server))))))
