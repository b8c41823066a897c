-- Ask targetedDrugs of a server, and check every answer.
-- Run by wrk with one thread: wrk -t1 ... -s load.lua URL -- FILE KINDS MILLISECONDS
-- FILE holds one request a line, with "@" as the signature's id; KINDS is how many different requests are made, 0 for no two alike;
-- MILLISECONDS is how long a connection rests before each request.

local threads = {}
local headers = { ["content-type"] = "application/json" }
local good = '{"data":{"targetedDrugs":{"release":"'

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  lines = {}
  for line in io.lines(args[1]) do
    table.insert(lines, line)
  end
  kinds, rest = tonumber(args[2]), tonumber(args[3])
  asked, failed, first = 0, 0, ""
  releases = ""
  seen = {}
  drawn = os.time()
end

function delay()
  return rest
end

function request()
  asked = asked + 1
  local kind = kinds > 0 and asked % kinds or asked
  local id = kinds > 0 and "k" .. kind or drawn .. "-" .. kind
  local body = lines[kind % #lines + 1]:gsub("@", id, 1)
  return wrk.format("POST", "/graphql", headers, body)
end

function response(status, _, body)
  local name = string.sub(body, 1, #good) == good and string.match(body, '^[^"]*"', #good + 1)
  if status ~= 200 or not name then
    failed = failed + 1
    first = first ~= "" and first or status .. " " .. string.sub(body, 1, 200)
  elseif not seen[name] then
    seen[name] = true
    releases = releases .. string.sub(name, 1, -2) .. " "
  end
end

function done(summary, latency)
  local thread = threads[1]
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.6f,"bytes":%d,"p50":%.3f,"p95":%.3f,"p99":%.3f,"failed":%d,"lost":%d,"releases":"%s","first":%q}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    thread:get("failed"), errors.connect + errors.read + errors.write + errors.timeout,
    thread:get("releases"), thread:get("first")))
end
