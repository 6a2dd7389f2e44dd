#!/usr/bin/env bash
# On a Mac with Python 3.11 (PYTHON names it) and Apple's compiler: makes dist/Homespun.app and of it a disk image.
# SIGN_WITH names an identity of the keychain (“Developer ID Application: …”), NOTARIZE_WITH a profile that
# `xcrun notarytool store-credentials` has made. Without them the app is signed for this Mac alone.
# Written without a Mac at hand: it has never been run.
set -euo pipefail
cd "$(dirname "$0")/../.."

packaging/build_venv.sh
packaging/freeze.sh
app=dist/Homespun.app
version=$(/usr/libexec/PlistBuddy -c "Print CFBundleShortVersionString" "$app/Contents/Info.plist")
image="dist/Homespun-$version-$(uname -m).dmg"

codesign --force --deep --options runtime --entitlements packaging/macos/entitlements.plist \
    ${SIGN_WITH:+--timestamp} --sign "${SIGN_WITH:--}" "$app"
codesign --verify --deep --strict "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname Homespun -srcfolder "$folder" -ov -format UDZO "$image"

if [ -n "${NOTARIZE_WITH:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARIZE_WITH" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
