-- wrk's side of loads.ts: sends the lines of a file round and round and counts what was answered.
-- wrk -t1 -s bench/http/loads.lua http://127.0.0.1:<port> -- <requests.tsv>

local rows = {}
local sent = 0
-- Each is sent once: there are more of them than connections, and each answer brings the next.
local refreshTokens = {}
local nextRefresh = 1
answered, refused, other = 0, 0, 0

function init(args)
  for line in io.lines(args[1]) do
    local method, path, token, body, refresh, cookie =
      line:match('^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$')
    if refresh ~= '' then refreshTokens[#refreshTokens + 1] = refresh end
    local headers = { ['Content-Type'] = 'application/json' }
    if token ~= '' then headers['Authorization'] = 'Bearer ' .. token end
    if cookie ~= '' then headers['Cookie'] = cookie end
    rows[#rows + 1] = { method = method, path = path, headers = headers, body = body }
  end
end

function request()
  sent = sent + 1
  local row = rows[(sent - 1) % #rows + 1]
  local body = row.body:gsub('{n}', sent)
  if #refreshTokens > 0 then
    body = body:gsub('{r}', refreshTokens[nextRefresh])
    refreshTokens[nextRefresh] = false
    nextRefresh = nextRefresh + 1
  end
  return wrk.format(row.method, row.path, row.headers, body)
end

function response(status, _, body)
  if nextRefresh > 1 and status == 200 then
    refreshTokens[#refreshTokens + 1] = body:match('"refresh_token":"([^"]+)"')
  end
  if status < 300 then
    answered = answered + 1
  elseif status == 503 then
    refused = refused + 1
  else
    other = other + 1
  end
end

local thread

function setup(it)
  thread = it
end

function done()
  local counts = { thread:get('answered'), thread:get('refused'), thread:get('other') }
  print(string.format('statuses 2xx=%d 503=%d other=%d', unpack(counts)))
end
