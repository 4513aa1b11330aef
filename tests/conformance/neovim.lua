-- What somebody does in Neovim, with the set-up that the documentation shows; prints what came of it as JSON.

local function client()
  return vim.lsp.get_clients({ name = "careguide", bufnr = 0 })[1]
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 50) then
    io.stderr:write("waited in vain for " .. what .. "\n")
    vim.cmd("cquit")
  end
end

local function at(pattern, column)
  vim.fn.cursor(1, 1)
  vim.fn.search(pattern, "c")
  vim.fn.cursor(vim.fn.line("."), vim.fn.col(".") + (column or 0))
end

local function ask(method, more)
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  local answer = client():request_sync(method, vim.tbl_extend("force", params, more or {}), 60000, 0)
  assert(answer and not answer.err, vim.inspect(answer))
  return answer.result
end

local function replace(old, new)
  vim.cmd("%s/" .. old .. "/" .. new .. "/")
end

local function found()
  return vim.tbl_map(function(diagnostic)
    return { line = vim.fn.getline(diagnostic.lnum + 1), message = diagnostic.message, code = diagnostic.code }
  end, vim.diagnostic.get(0))
end

local told = {}
wait("the server", function() return client() and client().initialized end)

at("^role:")
told.hover = ask("textDocument/hover").contents.value

at("phase: recovery", 8)
told.definition = vim.uri_to_fname(ask("textDocument/definition")[1].uri)
told.references = #ask("textDocument/references", { context = { includeDeclaration = true } })

replace("after: \\[stroking\\]$", "after: [strokin]")
wait("a finding", function() return #vim.diagnostic.get(0) > 0 end)
told.found = found()
vim.cmd("undo")
wait("no finding", function() return #vim.diagnostic.get(0) == 0 end)

replace("role: main", "role: Main")
wait("a finding", function() return #vim.diagnostic.get(0) > 0 end)
at("^role:")
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
wait("the mended line", function() return vim.fn.search("^role: main$", "nw") > 0 end)

at("^  - id: cervical", 8)
vim.lsp.buf.rename("neck")
wait("the new id", function() return vim.fn.search("^  - id: neck$", "nw") > 0 end)

at("^    region: cervical")
vim.api.nvim_set_current_line("    region: ")
vim.fn.cursor(vim.fn.line("."), 13)
vim.wait(1000) -- what is changed by a script is sent when it rests
told.offered = vim.tbl_map(function(item) return item.label end, ask("textDocument/completion").items)

print(vim.json.encode(told))
vim.cmd("quitall!")
